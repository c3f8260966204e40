"""Pictures of final quality: MuJoCo's Filament renderer on Vulkan, with soft shadows and a lens that has a focus."""
