"""What other packages prove themselves with: strategies, laws, synthetic charts."""
