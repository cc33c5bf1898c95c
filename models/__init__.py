"""The journal without a screen: it never imports app or flet."""
