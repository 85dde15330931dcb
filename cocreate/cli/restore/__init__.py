"""Put the site of a backup in place: made whole beside what is there, then changed."""
