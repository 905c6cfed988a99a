/** Variables that say where what people send is kept. */
export const depositFolders =
  /^(?:MEDIA_ROOT|(?:\w+_)?(?:UPLOADS?|STORAGE|FILES|ATTACHMENTS)_(?:DIR|PATH|FOLDER|ROOT|LOCATION))$/;

/** What that place is called among the pieces of a product. */
export const deposits = 'Fichiers déposés';
