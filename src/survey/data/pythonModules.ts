/** What Python itself brings, of all its versions since 3.6, and what its installer always does. */
const standard = `
  __future__ _typeshed abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit
  audioop base64 bdb binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs
  codeop collections colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg
  crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings
  ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib functools gc
  genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr
  imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma macpath
  mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt
  ntpath nturl2path numbers opcode operator optparse os ossaudiodev parser pathlib pdb pickle pickletools pip
  pipes pkg_resources pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile
  pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched
  secrets select selectors setuptools shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver
  spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau
  symbol symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time
  timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing
  typing_extensions unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound
  wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
`;

/** Packages that are imported under another name than the one they are installed by. */
const installedAs: Readonly<Record<string, readonly string[]>> = {
  PIL: ['pillow'],
  yaml: ['pyyaml'],
  bs4: ['beautifulsoup4'],
  sklearn: ['scikit-learn'],
  skimage: ['scikit-image'],
  cv2: ['opencv-python', 'opencv-python-headless'],
  dateutil: ['python-dateutil'],
  jwt: ['pyjwt'],
  dotenv: ['python-dotenv'],
  decouple: ['python-decouple'],
  environ: ['django-environ'],
  rest_framework: ['djangorestframework'],
  rest_framework_simplejwt: ['djangorestframework-simplejwt'],
  corsheaders: ['django-cors-headers'],
  debug_toolbar: ['django-debug-toolbar'],
  psycopg2: ['psycopg2-binary'],
  MySQLdb: ['mysqlclient'],
  Crypto: ['pycryptodome'],
  OpenSSL: ['pyopenssl'],
  magic: ['python-magic'],
  docx: ['python-docx'],
  pptx: ['python-pptx'],
  slugify: ['python-slugify'],
  git: ['gitpython'],
  serial: ['pyserial'],
  usb: ['pyusb'],
  zmq: ['pyzmq'],
  attr: ['attrs'],
  bson: ['pymongo'],
  gridfs: ['pymongo'],
  flask_sqlalchemy: ['flask-sqlalchemy'],
  werkzeug: ['flask', 'werkzeug'],
  jinja2: ['flask', 'jinja2'],
  markupsafe: ['flask', 'jinja2'],
  click: ['flask', 'click'],
  itsdangerous: ['flask'],
  starlette: ['fastapi', 'starlette'],
  pydantic: ['fastapi', 'pydantic'],
  kombu: ['celery'],
  billiard: ['celery'],
  asgiref: ['django', 'asgiref'],
  sqlparse: ['django'],
  numpy: ['numpy', 'pandas', 'scipy'],
  pytz: ['pytz', 'django', 'pandas'],
  botocore: ['boto3', 'botocore'],
  s3transfer: ['boto3'],
  urllib3: ['requests', 'urllib3'],
  certifi: ['requests'],
  chardet: ['requests'],
  idna: ['requests'],
  osgeo: ['gdal'],
  fitz: ['pymupdf'],
  ldap: ['python-ldap'],
  telegram: ['python-telegram-bot'],
  discord: ['discord.py'],
  github: ['pygithub'],
  gitlab: ['python-gitlab'],
  jose: ['python-jose'],
  multipart: ['python-multipart'],
  socketio: ['python-socketio'],
  engineio: ['python-engineio'],
  nacl: ['pynacl'],
  Xlib: ['python-xlib'],
  win32api: ['pywin32'],
  win32com: ['pywin32'],
  factory: ['factory-boy'],
  pythonjsonlogger: ['python-json-logger'],
  ratelimit: ['django-ratelimit'],
  storages: ['django-storages'],
  crispy_forms: ['django-crispy-forms'],
  allauth: ['django-allauth'],
  import_export: ['django-import-export'],
  model_utils: ['django-model-utils'],
  mptt: ['django-mptt'],
  taggit: ['django-taggit'],
  reversion: ['django-reversion'],
  compressor: ['django-compressor'],
  widget_tweaks: ['django-widget-tweaks'],
  anymail: ['django-anymail'],
  ckeditor: ['django-ckeditor'],
  post_office: ['django-post-office'],
  actstream: ['django-activity-stream'],
  dbbackup: ['django-dbbackup'],
  simple_history: ['django-simple-history'],
  hijack: ['django-hijack'],
  oauth2_provider: ['django-oauth-toolkit'],
  mozilla_django_oidc: ['mozilla-django-oidc'],
  modelcluster: ['wagtail', 'django-modelcluster'],
  social_core: ['social-auth-core', 'social-auth-app'],
  social_django: ['social-auth-app-django'],
  social_flask: ['social-auth-app-flask'],
  sorl: ['sorl-thumbnail'],
  easy_thumbnails: ['easy-thumbnails'],
};

const standardNames = new Set(standard.split(/\s+/));

/** @param name the first part of an import */
export function isStandardModule(name: string): boolean {
  // The server that runs the product brings `uwsgi` to it.
  return standardNames.has(name) || name.startsWith('_') || name === 'uwsgi';
}

/** The names under which an imported package may be declared, folded as the index folds them; its own first. */
export function distributionsOf(name: string): readonly string[] {
  const own = name.toLowerCase().replace(/[_.]+/g, '-');
  return [own, ...(Object.hasOwn(installedAs, name) ? (installedAs[name] ?? []) : [])];
}
