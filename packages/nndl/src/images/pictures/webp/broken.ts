/** What is wrong with a picture's bytes; who knows the file's name says so there. */
export class BrokenPicture extends Error {}
