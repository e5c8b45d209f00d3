"""What the screens say: Chinese in the code, other languages in translation files."""
