using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Intake;

/// <summary>When the name is said before plain chat.</summary>
internal enum SayName
{
    /// <summary>Before every message.</summary>
    Always,

    /// <summary>Only when another viewer spoke before, or a while ago.</summary>
    WhenChanged,

    /// <summary>Never.</summary>
    Never,
}

/// <summary>Section <c>Intake</c>: who is spoken for what, and with which words.</summary>
internal sealed class IntakeOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Intake";

    /// <summary>When the name is said before chat. Default: when it changed.</summary>
    public SayName SayName { get; set; } = SayName.WhenChanged;

    /// <summary>After so many seconds the name is said again although it did not change. Default 120.</summary>
    [Range(0, 86_400)]
    public int SayNameAgainSeconds { get; set; } = 120;

    /// <summary>Said in place of a name that cannot be said or holds a blocked word. Default <c>somebody</c>.</summary>
    [Required]
    public string NameFallback { get; set; } = "somebody";

    /// <summary>Says the account name when the shown name has no Latin letter and the account name has: most voices spell such names letter by letter. Default on.</summary>
    public bool SayLoginForOtherScripts { get; set; } = true;

    /// <summary>Longest spoken name in characters. Default 40.</summary>
    [Range(5, 200)]
    public int MaxNameCharacters { get; set; } = 40;

    /// <summary>Logins that are never spoken.</summary>
    public List<string> IgnoredViewers { get; set; } = [];

    /// <summary>Whether chat of well-known bots is ignored (list <c>knownBots</c> in the word lists). Default yes.</summary>
    public bool IgnoreKnownBots { get; set; } = true;

    /// <summary>Logins of the worker's own accounts: their messages are never spoken.</summary>
    public List<string> OwnLogins { get; set; } = [];

    /// <summary>Chat that begins with one of these is not spoken; null for <c>!</c> and <c>/</c>.</summary>
    public List<string>? IgnoredPrefixes { get; set; }

    /// <summary>Commands whose text is spoken in every mode; null for <c>!say</c>.</summary>
    public List<string>? SayCommands { get; set; }

    /// <summary>The least role that may use them. Default everyone.</summary>
    public ViewerRole SayCommandRole { get; set; } = ViewerRole.Everyone;

    /// <summary>Whether messages copied from other channels of a shared chat are spoken. Default no.</summary>
    public bool SharedChat { get; set; }

    /// <summary>Seed of the choice among several templates: the same event always gets the same one. Default 0.</summary>
    public int Seed { get; set; }

    /// <summary>Plain chat.</summary>
    public KindOptions Chat { get; set; } = new();

    /// <summary>Chat that was highlighted with channel points.</summary>
    public KindOptions Highlighted { get; set; } = new();

    /// <summary>Bits.</summary>
    public CheerOptions Cheer { get; set; } = new();

    /// <summary>Channel points.</summary>
    public RedemptionOptions Redemption { get; set; } = new();

    /// <summary>Power-ups.</summary>
    public PowerUpOptions PowerUp { get; set; } = new();

    /// <summary>Money from outside.</summary>
    public DonationOptions Donation { get; set; } = new();

    /// <summary>Subscriptions.</summary>
    public KindOptions Subscription { get; set; } = new();

    /// <summary>Gifted subscriptions.</summary>
    public GiftOptions Gift { get; set; } = new();

    /// <summary>Raids.</summary>
    public RaidOptions Raid { get; set; } = new();

    /// <summary>Follows. Default off.</summary>
    public KindOptions Follow { get; set; } = new() { Enabled = false };

    /// <summary>Moderators' announcements.</summary>
    public KindOptions Announcement { get; set; } = new();

    /// <summary>Everything else that the platform shows.</summary>
    public NoticeOptions Notice { get; set; } = new();

    /// <summary>The prefixes in force.</summary>
    public IReadOnlyList<string> EffectivePrefixes => IgnoredPrefixes ?? ["!", "/"];

    /// <summary>The say commands in force.</summary>
    public IReadOnlyList<string> EffectiveSayCommands => SayCommands ?? ["!say"];
}
