"""Knowledge of Uzbek and Kazakh text: tables first, and pure functions without clock, disk or network."""
