"""From records to a site, and from a site to the outputs it consists of. Pure throughout."""
