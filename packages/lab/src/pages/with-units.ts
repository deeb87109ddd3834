/** No line begins with the "%" of a number. */
export const withUnits = (text: string) => text.replaceAll(/(\d) %/g, "$1\u00a0%");
