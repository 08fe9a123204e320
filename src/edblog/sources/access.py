"""stub"""
def access(path, prose, line): return []
