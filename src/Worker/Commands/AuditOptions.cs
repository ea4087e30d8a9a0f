using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Commands;

/// <summary>Section <c>Audit</c>: the record of who steered what.</summary>
internal sealed class AuditOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Audit";

    /// <summary>Kilobytes after which a new file is begun. Default 4,096.</summary>
    [Range(4, 1_048_576)]
    public int MaxKilobytes { get; set; } = 4096;

    /// <summary>Full files kept beside the current one. Default 3.</summary>
    [Range(1, 100)]
    public int FilesKept { get; set; } = 3;
}
