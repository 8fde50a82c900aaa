"""One file a screen. A screen holds one view value and imports no other screen."""
