"""Modules that load before a build knows whether anything has changed. A plain build with nothing to do loads nothing else."""
