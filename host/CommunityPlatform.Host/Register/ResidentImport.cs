namespace CommunityPlatform.Host.Register;

/// <summary>Where an import stands.</summary>
internal enum ImportState
{
    /// <summary>已上传 · Read and looked at; nothing was taken over.</summary>
    Looked,
    /// <summary>进行中 · Batches are being taken over.</summary>
    Running,
    /// <summary>已停止 · Stopped by somebody or by the end of the process; goes on where it was.</summary>
    Stopped,
    /// <summary>已完成 · All rows were taken over or left out as announced.</summary>
    Done,
    /// <summary>已放弃 · Given up; what had been taken over stays.</summary>
    GivenUp,
}

/// <summary>导入 · One spreadsheet of residents on its way into the register. The file lies sealed beside the database until the end.</summary>
internal sealed class ResidentImport
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string FileName { get; init; }
    public required DateTime At { get; init; }
    public required string By { get; init; }
    /// <summary>Which column is which field: letters of the sheet's columns by field name, as JSON.</summary>
    public required string Columns { get; set; }
    public required int Rows { get; init; }
    /// <summary>How many rows were gone through; written in the same transaction as their people.</summary>
    public int Passed { get; set; }
    public int Added { get; set; }
    public int Changed { get; set; }
    public int LeftOut { get; set; }
    public ImportState State { get; set; }
    public long Version { get; set; }
}
