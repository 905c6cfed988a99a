/** « 2 documents vérifiés : 7 problèmes, 1 excusé. » */
export function checkSummary(documents: number, problems: number, excused: number): string {
  if (documents === 0) {
    return 'Aucun document d’arrêt trouvé. Générez le dossier technique ou le post-mortem, puis relancez la vérification.';
  }
  const checked = documents === 1 ? '1 document vérifié' : `${documents} documents vérifiés`;
  const found = problems === 0 ? 'aucun problème' : problems === 1 ? '1 problème' : `${problems} problèmes`;
  const set = excused === 0 ? '' : excused === 1 ? ', 1 excusé' : `, ${excused} excusés`;
  return `${checked} : ${found}${set}.`;
}
