"""The health of sites and of the installation: runs in, findings out. Pure, time is an argument."""
