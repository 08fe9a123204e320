"""Privacy: what may give a person away."""
