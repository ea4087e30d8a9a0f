using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Filtering;

/// <summary>Section <c>Filters:Emotes</c>.</summary>
internal sealed class EmoteOptions
{
    /// <summary>Most emotes that are read as words. Default 0: all are taken out.</summary>
    [Range(0, 500)]
    public int MaxEmotes { get; set; }

    /// <summary>Most cheermotes (<c>Cheer100</c>) that are read. Default 0.</summary>
    [Range(0, 500)]
    public int MaxCheermotes { get; set; }

    /// <summary>A message with more emotes than this is not spoken, reason <c>emotes</c>. Default 0: no such limit.</summary>
    [Range(0, 500)]
    public int RejectAbove { get; set; }
}
