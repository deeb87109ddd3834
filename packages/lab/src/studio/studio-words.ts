/** What the library says of files, in the words of the studio's own controls: it has no options to write down. */
const words: readonly (readonly [library: RegExp, studio: string])[] = [
  [/ \(without "(?:[^"\\]|\\.)*"\)/g, ""],
  [/Choose the polarity "light"/g, 'Choose "light on dark"'],
  [/ \(polarity "light"\)/g, ' ("light on dark")'],
  [/Say so where they are (classes|values): target kind \1\./g, 'Choose "$1" where they are.'],
  [
    /name the data set where it is EMNIST's letters: emnist-letters:FOLDER/g,
    'choose "emnist-letters" where they are EMNIST\'s',
  ],
  [/Name it: [\w-]+:.*$/gs, "Give the files of one of them alone."],
];

/** A sentence of the library's, as the studio says it. */
export function inStudioWords(sentence: string): string {
  return words.reduce((said, [library, studio]) => said.replace(library, studio), sentence);
}
