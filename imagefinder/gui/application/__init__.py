"""The window as a whole: start, navigation, keys, language, crashes."""
