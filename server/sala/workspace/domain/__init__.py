"""The rules of workspace, pure: projects, paths, text, links, trailers and ranking."""
