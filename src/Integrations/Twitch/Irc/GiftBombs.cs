namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Remembers which gift bombs were announced, so that their single gifts are known as parts. Bounded; one per decoder, one thread.</summary>
internal sealed class GiftBombs
{
    /// <summary>SHA-1 of nothing: what Twitch sends as origin id when it has none.</summary>
    internal const string EmptyOriginId = "da 39 a3 ee 5e 6b 4b 0d 32 55 bf ef 95 60 18 90 af d8 07 09";

    private const int MaxBombs = 100;
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(10);

    private readonly LinkedList<Bomb> _bombs = [];

    /// <summary>Remembers an announced bomb.</summary>
    /// <param name="id">Its id; may be empty.</param>
    /// <param name="gifterId">Who gave it.</param>
    /// <param name="count">How many gifts.</param>
    /// <param name="at">When.</param>
    public void Announce(string id, string gifterId, int count, DateTimeOffset at)
    {
        _bombs.AddFirst(new Bomb(id, gifterId, at) { Left = count });
        if (_bombs.Count > MaxBombs) _bombs.RemoveLast();
    }

    /// <summary>The id of the announced bomb that a gift belongs to; null when it stands alone.</summary>
    /// <param name="id">The gift's own id of a bomb; may be empty.</param>
    /// <param name="gifterId">Who gave it.</param>
    /// <param name="isUncounted">Whether Twitch left the gift out of the gifter's count, as it does for parts of a bomb.</param>
    /// <param name="at">When.</param>
    public string? Take(string id, string gifterId, bool isUncounted, DateTimeOffset at)
    {
        foreach (var bomb in _bombs)
        {
            if ((at - bomb.At).Duration() > s_lifetime || bomb.Left <= 0) continue;
            var isSame = id.Length > 0 ? bomb.Id == id : isUncounted && bomb.GifterId == gifterId;
            if (!isSame) continue;
            bomb.Left--;
            return bomb.Id;
        }

        return null;
    }

    private sealed record Bomb(string Id, string GifterId, DateTimeOffset At)
    {
        public int Left { get; set; }
    }
}
