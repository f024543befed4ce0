/** Words of a command for reading: quoted where a space or a sign would make them look like several. */

const PLAIN = /^[A-Za-z0-9_./:@%+,=<>-]+$/u;

/** `kubectl get pods | head -20` */
export function shownPipe(stages: readonly { readonly argv: readonly string[] }[]): string {
  return stages.map(({ argv }) => argv.map(shownWord).join(" ")).join(" | ");
}

function shownWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
