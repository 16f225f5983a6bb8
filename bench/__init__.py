"""What `make bench` measures, and the things it compares with."""
