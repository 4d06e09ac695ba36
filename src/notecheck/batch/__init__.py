"""Many notes: worker processes, records in and out, runs that go on where they stopped."""
