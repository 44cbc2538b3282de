"""What the server does beside drawing: headers, loading ahead, long work, closed tabs."""
