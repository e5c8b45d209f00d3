"""The commands, one file a group. Others script against them: names, JSON and exit codes stay."""
