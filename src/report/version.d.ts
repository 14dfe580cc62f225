/** The version of this build; the bundler writes it in. */
declare const AVI_ROUTES_VERSION: string;
