"""Made-up services that a trainer can open."""
