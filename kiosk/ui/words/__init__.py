"""What the screens say: sentences, dates, money. Chinese in the code, other languages in translation files."""
