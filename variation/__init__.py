"""The domain of the London Variation Atlas: places, measures, statistics and findings. Knows no Dash."""
