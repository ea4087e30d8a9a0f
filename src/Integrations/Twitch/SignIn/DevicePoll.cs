namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>Answer to the question whether a person has signed in.</summary>
internal enum DevicePollState
{
    /// <summary>There is a pair of tokens.</summary>
    Granted,

    /// <summary>Not yet.</summary>
    Pending,

    /// <summary>Not yet, and we ask too often.</summary>
    SlowDown,

    /// <summary>The person said no.</summary>
    Denied,

    /// <summary>The code is not good any more.</summary>
    Ended,
}

/// <summary>The answer with its tokens.</summary>
/// <param name="State">What it is.</param>
/// <param name="Grant">The tokens, when granted.</param>
internal sealed record DevicePoll(DevicePollState State, TokenGrant? Grant = null);
