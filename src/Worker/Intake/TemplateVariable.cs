namespace IShowTts.Worker.Intake;

/// <summary>What a template can say. Flags, so that each kind of event tells which it has.</summary>
[Flags]
internal enum TemplateVariable
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The viewer's name, made sayable.</summary>
    Name = 1,

    /// <summary>The viewer's words, filtered.</summary>
    Message = 2,

    /// <summary>Bits.</summary>
    Bits = 4,

    /// <summary>Money, points or bits as a number.</summary>
    Amount = 8,

    /// <summary>ISO 4217 code, <c>points</c> or <c>bits</c>.</summary>
    Currency = 16,

    /// <summary>Viewers of a raid.</summary>
    Viewers = 32,

    /// <summary>Months of a subscription.</summary>
    Months = 64,

    /// <summary>Tier of a subscription, or <c>Prime</c>.</summary>
    Tier = 128,

    /// <summary>How many gifts; the number in a notice.</summary>
    Count = 256,

    /// <summary>Who got the gift.</summary>
    Recipient = 512,

    /// <summary>Title of the reward.</summary>
    Reward = 1024,

    /// <summary>The platform's own sentence; the charity of a donation.</summary>
    Title = 2048,

    /// <summary>Months in a row, when the viewer shares them.</summary>
    Streak = 4096,
}
