import { lastName } from '../pythonCode/pythonParts';

/** What each class of Django, of Django REST framework and of common packages answers to, by its own name. */
const methodsOfViews: Readonly<Record<string, readonly string[]>> = {
  View: [],
  TemplateView: ['GET'],
  RedirectView: ['GET'],
  ListView: ['GET'],
  DetailView: ['GET'],
  BaseListView: ['GET'],
  BaseDetailView: ['GET'],
  ArchiveIndexView: ['GET'],
  YearArchiveView: ['GET'],
  MonthArchiveView: ['GET'],
  WeekArchiveView: ['GET'],
  DayArchiveView: ['GET'],
  TodayArchiveView: ['GET'],
  DateDetailView: ['GET'],
  FormView: ['GET', 'POST'],
  BaseFormView: ['GET', 'POST'],
  ProcessFormView: ['GET', 'POST'],
  CreateView: ['GET', 'POST'],
  BaseCreateView: ['GET', 'POST'],
  UpdateView: ['GET', 'POST'],
  BaseUpdateView: ['GET', 'POST'],
  DeleteView: ['GET', 'POST'],
  BaseDeleteView: ['GET', 'POST'],
  LoginView: ['GET', 'POST'],
  LogoutView: ['POST'],
  PasswordChangeView: ['GET', 'POST'],
  PasswordChangeDoneView: ['GET'],
  PasswordResetView: ['GET', 'POST'],
  PasswordResetDoneView: ['GET'],
  PasswordResetConfirmView: ['GET', 'POST'],
  PasswordResetCompleteView: ['GET'],
  JavaScriptCatalog: ['GET'],
  JSONCatalog: ['GET'],
  Feed: ['GET'],
  WizardView: ['GET', 'POST'],
  SessionWizardView: ['GET', 'POST'],
  CookieWizardView: ['GET', 'POST'],
  NamedUrlSessionWizardView: ['GET', 'POST'],
  FilterView: ['GET'],
  SingleTableView: ['GET'],
  ExportView: ['GET'],
  SignupView: ['GET', 'POST'],
  ConfirmEmailView: ['GET', 'POST'],
  EmailView: ['GET', 'POST'],
  PasswordSetView: ['GET', 'POST'],
  PasswordResetFromKeyView: ['GET', 'POST'],
  Select2View: ['GET'],
  AutoResponseView: ['GET'],
  Select2QuerySetView: ['GET'],
  BaseAutocompleteView: ['GET'],
  APIView: [],
  GenericAPIView: [],
  CreateAPIView: ['POST'],
  ListAPIView: ['GET'],
  RetrieveAPIView: ['GET'],
  DestroyAPIView: ['DELETE'],
  UpdateAPIView: ['PUT', 'PATCH'],
  ListCreateAPIView: ['GET', 'POST'],
  RetrieveUpdateAPIView: ['GET', 'PUT', 'PATCH'],
  RetrieveDestroyAPIView: ['GET', 'DELETE'],
  RetrieveUpdateDestroyAPIView: ['GET', 'PUT', 'PATCH', 'DELETE'],
  ObtainAuthToken: ['POST'],
  TokenObtainPairView: ['POST'],
  TokenRefreshView: ['POST'],
  TokenVerifyView: ['POST'],
  TokenBlacklistView: ['POST'],
  TokenViewBase: ['POST'],
  SpectacularAPIView: ['GET'],
  SpectacularJSONAPIView: ['GET'],
  SpectacularYAMLAPIView: ['GET'],
  SpectacularSwaggerView: ['GET'],
  SpectacularRedocView: ['GET'],
  GraphQLView: ['GET', 'POST'],
  AsyncGraphQLView: ['GET', 'POST'],
  FileUploadGraphQLView: ['GET', 'POST'],
  OIDCAuthenticationRequestView: ['GET'],
  OIDCAuthenticationCallbackView: ['GET'],
  OIDCLogoutView: ['GET', 'POST'],
  MainView: ['GET'],
};

/** Functions of Django given as views. */
const methodsOfFunctions: Readonly<Record<string, readonly string[]>> = {
  'django.contrib.sitemaps.views.sitemap': ['GET'],
  'django.contrib.sitemaps.views.index': ['GET'],
  'django.views.static.serve': ['GET'],
  'django.views.i18n.set_language': ['POST'],
  'django.views.i18n.javascript_catalog': ['GET'],
  'rest_framework.authtoken.views.obtain_auth_token': ['POST'],
  'rest_framework_simplejwt.views.token_obtain_pair': ['POST'],
  'rest_framework_simplejwt.views.token_refresh': ['POST'],
};

/** What a class that isn't the repository's answers to; undefined when we don't know it. @param dotted its name */
export function knownMethods(dotted: string): readonly string[] | undefined {
  const name = lastName(dotted);
  return Object.hasOwn(methodsOfViews, name) ? methodsOfViews[name] : undefined;
}

/** What a function that isn't the repository's answers to; undefined when we don't know it. @param dotted its name */
export function knownFunctionMethods(dotted: string): readonly string[] | undefined {
  return Object.hasOwn(methodsOfFunctions, dotted) ? methodsOfFunctions[dotted] : undefined;
}

/** The actions of Django REST framework, and what a router gives them. */
export const restActions: readonly { readonly name: string; readonly method: string; readonly detail: boolean }[] = [
  { name: 'list', method: 'GET', detail: false },
  { name: 'create', method: 'POST', detail: false },
  { name: 'retrieve', method: 'GET', detail: true },
  { name: 'update', method: 'PUT', detail: true },
  { name: 'partial_update', method: 'PATCH', detail: true },
  { name: 'destroy', method: 'DELETE', detail: true },
];

const actionsOfMixins: Readonly<Record<string, readonly string[]>> = {
  ListModelMixin: ['list'],
  CreateModelMixin: ['create'],
  RetrieveModelMixin: ['retrieve'],
  UpdateModelMixin: ['update', 'partial_update'],
  DestroyModelMixin: ['destroy'],
};

/** The actions that a base which isn't the repository's brings to a set of views. @param dotted its name */
export function knownActions(dotted: string): readonly string[] {
  const name = lastName(dotted);
  if (Object.hasOwn(actionsOfMixins, name)) {
    return actionsOfMixins[name] ?? [];
  }
  if (/ReadOnly\w*ViewSet$/.test(name)) {
    return ['list', 'retrieve'];
  }
  return name.endsWith('ModelViewSet') ? restActions.map((action) => action.name) : [];
}
