"""What may be loaded before anything is known to have changed. A plain build with nothing to do loads nothing else."""
