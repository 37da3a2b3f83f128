"""Who: names, offices, pronouns and bynames gathered into parties (`gather`); who of them can act (`actors`)."""
