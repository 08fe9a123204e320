"""`python -m edblog`."""

from edblog.cli import main

if __name__ == "__main__":
    main()
