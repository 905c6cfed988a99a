/** Programs of the State, and a few others, that anyone may call: nobody has an account there. */
const open =
  /^(?:Annuaire de l’administration|Base Adresse Nationale|API Géo|API Carto|Géoplateforme \(IGN\)|API Recherche d’entreprises|Annuaire des entreprises|OpenStreetMap|data\.gouv\.fr|ADEME \(données\)|Nominatim|unpkg|jsDelivr|cdnjs|Google Fonts|Wikidata|Wikipédia)$/i;

/** Whether a service asks for no account. @param name as in the inventory */
export function isOpenApi(name: string): boolean {
  return open.test(name);
}
