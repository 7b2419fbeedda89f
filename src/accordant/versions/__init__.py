"""What one recipient is given of an item: made from what may go, and from nothing else."""
