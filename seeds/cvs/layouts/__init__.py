"""One module a producer; each draws a person of people.json in its own way."""
