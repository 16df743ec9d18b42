package dev.attune.feedback.service.export;

import java.io.IOException;
import java.io.OutputStream;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.model.FieldTypes;
import com.jerolba.carpet.model.ListType;
import com.jerolba.carpet.model.StringType;
import com.jerolba.carpet.model.WriteRecordModelType;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

import dev.attune.contracts.event.Message;

/** Apache Parquet; a row group is in memory until it is full. */
final class ParquetRowWriter implements RowWriter {

    private static final long ROW_GROUP_BYTES = 16L << 20;
    private static final StringType TEXT = FieldTypes.STRING.notNull();
    private static final ListType MESSAGES = FieldTypes.LIST
            .ofType(FieldTypes.writeRecordModel(Message.class)
                    .notNull()
                    .withField("role", TEXT, Message::role)
                    .withField("content", TEXT, Message::content))
            .notNull();
    private static final WriteRecordModelType<PairRow> PAIR = FieldTypes.writeRecordModel(PairRow.class)
            .withField("prompt", MESSAGES, PairRow::prompt)
            .withField("chosen", MESSAGES, PairRow::chosen)
            .withField("rejected", MESSAGES, PairRow::rejected)
            .withField("outcome", TEXT, PairRow::outcome)
            .withField("strength", PairRow::strength)
            .withField("mean_strength", PairRow::meanStrength)
            .withField("probability", PairRow::probability)
            .withField("ratings", PairRow::ratings)
            .withField("split", TEXT, PairRow::split)
            .withField("item", TEXT, PairRow::item);

    private final CarpetWriter<PairRow> rows;

    ParquetRowWriter(OutputStream out) throws IOException {
        this.rows = new CarpetWriter.Builder<>(new KeptOpen(out), PairRow.class)
                .withConf(new PlainParquetConfiguration())
                .withWriteRecordModel(PAIR)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build();
    }

    @Override
    public void write(Object row) throws IOException {
        rows.write((PairRow) row);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
