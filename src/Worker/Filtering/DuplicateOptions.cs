using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Filtering;

/// <summary>What becomes of a repeated message.</summary>
internal enum DuplicateAction
{
    /// <summary>While the first still waits it becomes "… times N"; afterwards it is rejected.</summary>
    Merge,

    /// <summary>Not spoken, reason <c>repeated-message</c>.</summary>
    Reject,

    /// <summary>Spoken.</summary>
    Allow,
}

/// <summary>Section <c>Filters:Duplicates</c>.</summary>
internal sealed class DuplicateOptions
{
    /// <summary>What becomes of the same chat message by anybody. Default: merged.</summary>
    public DuplicateAction Action { get; set; } = DuplicateAction.Merge;

    /// <summary>For how many seconds after the last one it is the same. Default 30.</summary>
    [Range(0, 3600)]
    public int WindowSeconds { get; set; } = 30;
}
