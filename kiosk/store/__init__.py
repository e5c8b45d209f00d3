"""What must survive a power cut: outbox, audit chain, print journal, lock-outs, policy."""
