"""What a page says and shows: presenters, sentences, pictures and templates, knowing no request."""
