"""What is known of Uzbek and Kazakh text. Pure: tables first, no clock, no disk, no network."""
