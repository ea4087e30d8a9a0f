namespace IShowTts.Worker.Api.Keys;

/// <summary>How a caller was known.</summary>
internal enum CallerKind
{
    /// <summary>Not at all: no credentials came.</summary>
    Anonymous,

    /// <summary>By the token of the data directory.</summary>
    Token,

    /// <summary>By an API key.</summary>
    Key,

    /// <summary>By the cookie of a dashboard session.</summary>
    Session,
}
