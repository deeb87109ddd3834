/** Where the network that comes with the site is, packed with gzip. */
export const shippedFile = "networks/first-network.safetensors.gz";
