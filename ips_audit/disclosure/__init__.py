"""Small-number control: an exact report in, one that can be shared out."""
